package io.mediarouter.state.durable;

import java.sql.BatchUpdateException;
import org.jspecify.annotations.Nullable;

/**
 * The refusal to begin with a store that cannot be reached, is in use, is damaged, or was written
 * by a newer version. Its message is for the operator: it names the file or URL, and the way out.
 */
public final class StoreRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreRefusedException(String store, String problem, String wayOut, @Nullable Throwable cause) {
    super("store: " + store + " " + problem + " (expected: " + wayOut + ")", cause);
  }

  /** The first line of what a driver says, which may go on for pages, of rows even. */
  static String firstLine(Throwable failure) {
    Throwable cause = failure instanceof BatchUpdateException ? failure.getCause() : null;
    String message = (cause == null ? failure : cause).getMessage();
    return String.valueOf(message).lines().findFirst().orElse("unknown");
  }
}
