package io.rapport.connectors.gateway.ingest;

import io.rapport.connectors.sources.shop.ShopifySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of foreign sources.
 *
 * @param shopifySecrets the file of the secrets that webhooks are signed with; none for a gateway
 *     that takes none
 * @param mailAgents addresses and domains of the desk, in lower case
 * @param mailSecrets the file of the secrets that forms with e-mails are signed with; none for a
 *     gateway that asks for no signature
 * @param mailWindow the age at which a signature is no longer accepted
 * @param mailTokens most tokens of signatures remembered
 */
public record SourceSettings(
    Optional<Path> shopifySecrets,
    ShopifySettings shopify,
    Set<String> mailAgents,
    Optional<Path> mailSecrets,
    Duration mailWindow,
    int mailTokens) {}
