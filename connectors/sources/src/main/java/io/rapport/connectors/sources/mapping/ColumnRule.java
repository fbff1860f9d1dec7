package io.rapport.connectors.sources.mapping;

import io.rapport.core.cleaning.form.Numbers;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * The rule of one column: the field it fills, and how its texts are read.
 *
 * @param column the name in the file
 * @param dates formats of its dates and times, in the order in which they are tried; empty for the
 *     usual ones
 * @param zone of times without one
 * @param decimal the decimal separator of its numbers
 * @param values values by the texts that stand for them, in the file's own spelling
 */
record ColumnRule(
    String column,
    Target target,
    List<String> dates,
    ZoneId zone,
    Numbers.Decimal decimal,
    Map<String, String> values) {}
