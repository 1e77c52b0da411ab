// Ce que la charte ne dit pas, et ce qu'elle dit autrement.
const poser = (nom, secondes) => {
  document.cookie = `${nom}=1; path=/; max-age=${secondes}; samesite=lax`;
};
poser("visite", 365 * 86400);
poser("audience", 400 * 86400);
poser("_fbp", 90 * 86400);
localStorage.setItem("paniers-vus", "3");
