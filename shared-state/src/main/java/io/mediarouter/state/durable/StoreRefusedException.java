package io.mediarouter.state.durable;

import java.io.IOException;
import java.sql.BatchUpdateException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The refusal to begin with a store that cannot be reached, is in use, is damaged, or was written
 * by a newer version. Its message is for the operator: it names the file or URL, and the way out.
 */
public final class StoreRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean unreadable;

  StoreRefusedException(String store, String problem, String wayOut, @Nullable Throwable cause) {
    this(store, problem, wayOut, cause, false);
  }

  private StoreRefusedException(
      String store, String problem, String wayOut, @Nullable Throwable cause, boolean unreadable) {
    super("store: " + store + " " + problem + " (expected: " + wayOut + ")", cause);
    this.unreadable = unreadable;
  }

  /** The refusal of what is there and says nothing to this version, or less than it did. */
  static StoreRefusedException unreadable(
      String store, String problem, String wayOut, @Nullable Throwable cause) {
    return new StoreRefusedException(store, problem, wayOut, cause, true);
  }

  /** Whether what is there cannot be read, so that a new one could take its place. */
  boolean isUnreadable() {
    return unreadable;
  }

  /**
   * The first line of what a driver says, which may go on for pages, of rows even; what the system
   * says where a file or a connection is the cause, such as a full disk.
   */
  static String firstLine(Throwable failure) {
    Throwable cause = failure instanceof BatchUpdateException ? failure.getCause() : null;
    Throwable told = ofSystem(failure).orElse(cause == null ? failure : cause);
    return String.valueOf(told.getMessage()).lines().findFirst().orElse("unknown");
  }

  /** An end of a file tells less than who came to it. */
  private static Optional<Throwable> ofSystem(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof IOException && root.getMessage() != null
        ? Optional.of(root)
        : Optional.empty();
  }
}
