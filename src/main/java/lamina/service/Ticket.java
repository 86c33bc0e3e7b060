package lamina.service;

import java.util.concurrent.CompletableFuture;

/**
 * A request on its way.
 *
 * @param result completes with the answer, with a {@code CancellationException} where it was
 *     cancelled, with {@link Replaced} where a newer request took its place, or else with a {@code
 *     Problem}; always off the caller's thread
 * @param cancel stops it: at once while it waits, at the next batch while it runs
 */
public record Ticket<R>(CompletableFuture<R> result, Runnable cancel) {}
