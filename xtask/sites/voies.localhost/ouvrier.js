fetch(`http://ouvrier.${location.host}/`, { credentials: 'include' });
