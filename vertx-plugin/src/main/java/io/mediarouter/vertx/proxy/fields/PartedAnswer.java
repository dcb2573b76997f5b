package io.mediarouter.vertx.proxy.fields;

import io.mediarouter.vertx.call.Answer;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/**
 * An answer of any server that further requests for parts can go on with: its length is known, its
 * server gives parts, and a strong validator tells whether they are of the same version.
 */
public final class PartedAnswer {
  private static final int OK = 200;
  private static final String BYTES = "bytes";

  private final Span span;
  private final Validator validator;

  private PartedAnswer(Span span, Validator validator) {
    this.span = span;
    this.validator = validator;
  }

  /**
   * The answer, if it is one.
   *
   * @param length of its body in bytes; -1 = unknown
   */
  public static Optional<PartedAnswer> of(int status, MultiMap headers, long length) {
    if (status == OK && !BYTES.equalsIgnoreCase(headers.get(HttpHeaders.ACCEPT_RANGES))) {
      return Optional.empty();
    }
    return Span.of(status, headers.get(HttpHeaders.CONTENT_RANGE), length)
        .filter(span -> span.length() == length)
        .flatMap(span -> Validator.strong(headers).map(each -> new PartedAnswer(span, each)));
  }

  /** How many bytes it brings. */
  public long length() {
    return span.length();
  }

  /** Has a request that asked for it ask for some of it only. */
  public void ask(MultiMap headers, long offset, int length) {
    Preconditions.remove(headers);
    headers
        .set(Preconditions.RANGE, bit(offset, length).range())
        .set(Preconditions.IF_RANGE, validator.value());
  }

  private Span bit(long offset, int length) {
    return span.after(offset).first(length);
  }

  /** Whether {@code part} is what was {@linkplain #ask asked} for, of the same version. */
  public boolean isBroughtBy(Answer part, long offset, int length) {
    String range = part.headers().get(HttpHeaders.CONTENT_RANGE);
    return bit(offset, length).isBroughtBy(part.status(), range)
        && part.body().length() == length
        && validator.isOf(part.headers());
  }
}
