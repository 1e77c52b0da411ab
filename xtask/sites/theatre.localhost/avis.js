// A consent dialog as many sites have one: it keeps the choice, and measures whoever accepts; whoever refuses, too.
const avis = document.getElementById('avis');
const choisir = (choix) => {
  const an = 'path=/; max-age=15552000';
  document.cookie = `choix=${choix}; ${an}`;
  document.cookie = `mesure_visites=1; ${an}`;
  if (choix === 'oui') {
    document.cookie = `affiches=1; ${an}`;
    new Image().src = `http://stats.tracker.localhost:${location.port}/pixel.svg`;
  }
  avis.hidden = true;
};
document.getElementById('accepter').addEventListener('click', () => choisir('oui'));
document.getElementById('refuser').addEventListener('click', () => choisir('non'));
avis.hidden = false;
