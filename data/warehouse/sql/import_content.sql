-- The pieces of one import's content, in their order.
SELECT content FROM import_chunks FINAL WHERE id = {id:String} ORDER BY n
