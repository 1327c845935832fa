-- What identities were folded with last: the digest of the codes and MIDs.
SELECT name FROM derivations FINAL WHERE startsWith(name, {prefix:String}) ORDER BY at DESC LIMIT 1
