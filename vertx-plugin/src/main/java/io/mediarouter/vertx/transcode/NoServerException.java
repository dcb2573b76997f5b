package io.mediarouter.vertx.transcode;

import io.mediarouter.vertx.call.BackEndException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A transcode that none of its servers started. */
public final class NoServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> tried;
  private final transient @Nullable BackEndException last;

  NoServerException(List<String> tried, @Nullable BackEndException last) {
    super(
        "no server started it; tried "
            + tried
            + (last == null ? "" : ", last " + last.getMessage()),
        null,
        false,
        false);
    this.tried = List.copyOf(tried);
    this.last = last;
  }

  /** The servers that were tried. */
  public List<String> tried() {
    return tried;
  }

  /** What the server that was tried last said; empty where none was tried. */
  public Optional<BackEndException> last() {
    return Optional.ofNullable(last);
  }
}
