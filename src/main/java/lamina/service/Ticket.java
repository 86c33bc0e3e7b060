package lamina.service;

import java.util.concurrent.CompletableFuture;

/**
 * A request on its way.
 *
 * @param result completes with the answer, with a {@code CancellationException} where it was
 *     cancelled or a newer request of its channel took its place ({@link Unanswered#of} tells
 *     which), or else with a {@code Problem}; always off the caller's thread
 * @param cancel stops it: at once while it waits, at the next batch while it runs
 */
public record Ticket<R>(CompletableFuture<R> result, Runnable cancel) {}
