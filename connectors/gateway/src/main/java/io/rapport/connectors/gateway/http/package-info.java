/**
 * The HTTP server: routing, limits, problem documents, static files and the OpenAPI document. It
 * knows no record of Rapport.
 */
package io.rapport.connectors.gateway.http;
