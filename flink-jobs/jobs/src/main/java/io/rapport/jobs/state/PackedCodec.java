package io.rapport.jobs.state;

import io.rapport.core.state.PackedWriter;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a state object of {@code core} becomes one packed value and back.
 *
 * @param create the state of a key nothing is stored for
 * @param read what {@code write} wrote; may refer to the bytes but never changes them
 */
public record PackedCodec<T>(
    Supplier<T> create, Function<byte[], T> read, BiConsumer<T, PackedWriter> write) {}
