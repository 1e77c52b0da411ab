// Counts visits: an identifier of the visited site's own, and a picture that lets its third party know.
document.cookie = 'mesure_id=c0ffee; path=/; max-age=33696000; samesite=lax';
new Image().src = 'http://stats.tracker.localhost:{{port}}/pixel.svg';
document.documentElement.dataset.measured = 'yes';
