fetch(`http://equipe.${location.host}/`, { credentials: 'include' });
