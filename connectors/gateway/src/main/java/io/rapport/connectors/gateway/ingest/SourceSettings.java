package io.rapport.connectors.gateway.ingest;

import io.rapport.connectors.sources.shop.ShopifySettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of foreign sources.
 *
 * @param shopifySecrets the file of the secrets that webhooks are signed with; none for a gateway
 *     that takes none
 * @param mailAgents addresses and domains of the desk, in lower case
 */
public record SourceSettings(
    Optional<Path> shopifySecrets, ShopifySettings shopify, Set<String> mailAgents) {}
