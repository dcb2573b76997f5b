package io.mediarouter.harness.scenario.load;

import io.mediarouter.harness.client.OpenAnswer;
import java.io.IOException;

/** An answer that broke off before its end. */
final class BrokenOffException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String option;
  private final long bytes;

  BrokenOffException(OpenAnswer answer, IOException cause) {
    super(cause);
    this.option = AnswerCheck.option(answer.header("cache-status"));
    this.bytes = answer.taken();
  }

  /** How it was made, as far as it said. */
  String option() {
    return option;
  }

  /** Bytes of its body that had come. */
  long bytes() {
    return bytes;
  }
}
