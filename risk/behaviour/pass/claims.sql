-- All claims that bear on some MMSIs and IMO numbers: those about them, those
-- about the IMO numbers claimed for them, and those about every other MMSI
-- that one of these IMO numbers was claimed with.
WITH
    numbers AS (SELECT DISTINCT imo FROM claims WHERE imo != 0 AND (mmsi IN {mmsis:Array(UInt32)} OR imo IN {imos:Array(UInt32)})),
    tracks AS (SELECT DISTINCT mmsi FROM claims WHERE mmsi != 0 AND (mmsi IN {mmsis:Array(UInt32)} OR imo IN numbers))
SELECT source, event_id, received_at, imo, mmsi, source_vessel_id, name, callsign, flag, bareboat, register, class, gear, gt, length_m,
    power_kw, built_year, crew_capacity, owner_id, owner_state, owner_withheld, manager_id, manager_state, crewing_agency_id,
    crewing_agency_state, recognised_organisation, valid_from, valid_to
FROM claims FINAL
WHERE mmsi IN tracks OR imo IN numbers
