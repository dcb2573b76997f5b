package io.mediarouter.request;

/**
 * A reader of requests: tells media requests from others, and what they ask for. Implementations
 * are safe for use by many threads and do not block: it is asked on the event loop, of each
 * request.
 */
@FunctionalInterface
public interface MediaClassifier {
  /** What this request is; never throws for what a client sent. */
  Classification classify(RequestHead head);
}
