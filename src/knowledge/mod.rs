//! What is known: public facts about cookie names and hosts (provider, purpose), each with its source.
