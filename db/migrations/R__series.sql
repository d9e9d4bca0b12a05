-- One row for each series. Select by metric where possible: a metric has few groups.
CREATE OR REPLACE VIEW barograph.series AS
SELECT (series_group.group_id::bigint << 7) | (entry.number - 1) AS id,
       series_group.group_id,
       series_group.metric,
       entry.labels
FROM barograph.series_group,
     jsonb_array_elements(series_group.labels::jsonb) WITH ORDINALITY AS entry (labels, number);
