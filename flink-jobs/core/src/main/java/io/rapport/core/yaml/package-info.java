/** YAML files that people write: read with the lines of their values, so that errors name them. */
package io.rapport.core.yaml;
