-- Owner withheld where the register publishes owners: looked for and absent.
SELECT vessel_id, toUInt8(3) AS populations,
    toFloat64(owner_withheld) AS value, value AS could, toFloat64(1) AS known, toFloat64(1) AS decay, toUInt8(1) AS state, toUInt16(0) AS flags,
    if(value = 0, '', {{evidence "'the register publishes owners, and this one is withheld'" "[]"}}) AS evidence,
    {as_of:DateTime64(3, 'UTC')} AS observed_from, {as_of:DateTime64(3, 'UTC')} AS observed_to
FROM fleet WHERE owner_withheld OR owner_id != '' OR owner_state != ''
