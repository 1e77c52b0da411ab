// Une mesure d'audience posée par script : un identifiant de visiteur gardé treize mois.
document.cookie = "_pk_id.1.4f2a=8c1e5d0b7a93f246.1790000000; path=/; max-age=33955200; samesite=lax";
