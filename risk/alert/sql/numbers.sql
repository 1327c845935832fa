-- The highest number of any step, and of the steps of some rules.
SELECT max(number) AS highest, maxIf(number, rule IN {rules:Array(String)}) AS own FROM alerts
