// La mesure d'audience et le confort de lecture, tels que la page « Cookies » les décrit.
const poser = (nom, valeur, secondes) => {
  document.cookie = `${nom}=${valeur}; path=/; max-age=${secondes}; samesite=lax`;
};
poser("_pk_id.7.9c3e", "51d0c7a2e9b84f13.1790000000", 33696000);
poser("_pk_ses.7.9c3e", "1", 1800);
poser("affichage", "normal", 31536000);
