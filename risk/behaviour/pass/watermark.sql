-- How far the derivation has read.
SELECT watermark FROM derivations FINAL WHERE name = {name:String}
