-- How far the derivation has read, and when that was stored.
SELECT watermark, at FROM derivations FINAL WHERE name = {name:String}
