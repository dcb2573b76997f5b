package io.mediarouter.harness.scenario.load;

import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.farm.media.MediaCheck;
import java.io.IOException;

/** Judges answers, decodes some of those that were made on demand, and counts. Thread-safe. */
final class Judge {
  private final AnswerCheck check;
  private final MediaCheck decoder;
  private final Tally tally;

  Judge(AnswerCheck check, MediaCheck decoder, Tally tally) {
    this.check = check;
    this.decoder = decoder;
    this.tally = tally;
  }

  /**
   * Judges a complete answer.
   *
   * @param decode whether to decode it if it was made on demand
   * @return whether the client was served
   * @throws IOException if it is no media at all
   */
  boolean served(MixedRequest request, Answer answer, boolean decode) throws IOException {
    String complaint = check.complaint(request, answer).orElse("");
    String option = AnswerCheck.option(answer);
    boolean decoded = decode && option.startsWith(AnswerCheck.ON_DEMAND);
    if (complaint.isEmpty() && answer.status() == AnswerCheck.BUSY) {
      tally.busy(request + ": " + answer.text());
      return false;
    }
    if (complaint.isEmpty() && decoded && !decoder.check(answer.body()).decodes()) {
      complaint = "does not decode";
    }
    if (!complaint.isEmpty()) {
      return failed(request, complaint);
    }
    tally.served(option, answer.firstByteMillis(), decoded);
    return true;
  }

  /** Counts a request whose answer broke off. */
  boolean broken(MixedRequest request, BrokenOffException broken) {
    if (broken.option().startsWith(AnswerCheck.ON_DEMAND) && broken.bytes() > 0) {
      tally.brokenOff();
      return false;
    }
    return failed(request, String.valueOf(broken.getCause()));
  }

  /** Counts a request that got no right answer. */
  boolean failed(MixedRequest request, String reason) {
    tally.failed(request + ": " + reason);
    return false;
  }
}
