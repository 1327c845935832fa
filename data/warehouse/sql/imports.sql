-- Every import and undo there ever was, in their order.
SELECT id, sequence, kind, name, toString(action) AS action, of, at, by, file, sha256, bytes, rows, compiled, changes
FROM imports FINAL
ORDER BY sequence, at, id
