package io.rapport.core.state;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The packed form of a {@link Parted} value.
 *
 * @param create makes the initial value of a key
 * @param read reads all parts, by number
 */
public record PartedFormat<T extends Parted>(
    Supplier<T> create, Function<Map<Integer, byte[]>, T> read) {}
