CookieConsent.whitelist = ["deketting.example"];
CookieConsentDialog.cookieTableNecessary = [["CookieConsent","Cookiebot","Slaat de keuze van de bezoeker op","1 jaar","HTTP Cookie","1"],["winkelwagen","deketting.example","Onthoudt wat in de winkelwagen ligt","Sessie","HTTP Cookie","1"]];
CookieConsentDialog.cookieTablePreference = [];
CookieConsentDialog.cookieTableStatistics = [["_meter_#","deketting.example","Telt bezoeken","400 dagen","HTTP Cookie","1"],['collect','meter.example','Verstuurt het bezoek','Sessie','Pixel Tracker',5]];
CookieConsentDialog.cookieTableAdvertising = [["reclame_id","reclame.example","Herkent de bezoeker op andere websites","3 maanden","HTTP Cookie","1"]];
CookieConsentDialog.cookieTableUnclassified = [["q7","","In behandeling","Permanent","HTML Local Storage","2"]];
CookieConsentDialog.cookieHeaderTypeNecessary = 'Noodzakelijk';
