/**
 * Callers and their rights: roles, keys and their file, JSON Web Tokens, sessions, and the tokens
 * by which visitors prove themselves. It knows no HTTP.
 */
package io.rapport.connectors.gateway.access;
