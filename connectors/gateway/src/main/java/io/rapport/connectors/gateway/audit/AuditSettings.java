package io.rapport.connectors.gateway.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the audit record.
 *
 * @param file none for no record
 * @param maxBytes size at which a new file is begun
 * @param files files kept, the present one included
 * @param queue entries that may wait for the disk; further ones are counted as lost
 * @param repeat time within which the same read by the same caller is written once
 */
public record AuditSettings(
    Optional<Path> file, long maxBytes, int files, int queue, Duration repeat) {}
