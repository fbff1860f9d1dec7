package io.rapport.connectors.sources.adapter;

import io.rapport.connectors.sources.contract.FieldError;
import java.util.List;

/**
 * The reason why a record was not used.
 *
 * @param reason code in lower-case words joined by '-'
 * @param detail the cause and the remedy in a sentence, which does not quote the record
 * @param errors the errors of single fields, by their names in our contract
 */
public record Refusal(String reason, String detail, List<FieldError> errors) {}
