package io.rapport.connectors.sources.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event being made: the fields of a contract as JSON, not checked yet. The fields {@code
 * eventId}, {@code eventTime} and {@code site} may be missing.
 */
public record Draft(Class<? extends SpecificRecord> contract, ObjectNode fields) {}
