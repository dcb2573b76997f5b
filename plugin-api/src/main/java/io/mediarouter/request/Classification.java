package io.mediarouter.request;

import io.mediarouter.media.AssetId;
import java.util.List;

/** What the classifier found a request to be. */
public sealed interface Classification {
  /** A request outside the media prefix: the proxy serves it as if we were not there. */
  Classification NOT_MEDIA = new NotMedia();

  /** A request that is none of ours. */
  record NotMedia() implements Classification {}

  /**
   * A request for media that cannot be served as it is written.
   *
   * @param problem what to answer
   */
  record Refused(Problem problem) implements Classification {}

  /**
   * A request for media.
   *
   * @param request what is asked for
   * @param next what its player announces to ask for next, the soonest first
   * @param nextAsIs the same where that is asked for as it is, such as the next part of a stream
   */
  record Media(MediaRequest request, List<NextRequest> next, List<AssetId> nextAsIs)
      implements Classification {
    public Media {
      next = List.copyOf(next);
      nextAsIs = List.copyOf(nextAsIs);
    }

    /** A request whose player announces nothing that is asked for as it is. */
    public Media(MediaRequest request, List<NextRequest> next) {
      this(request, next, List.of());
    }

    /** Whether its player announces what it will ask for next. */
    public boolean isFollowed() {
      return !next.isEmpty() || !nextAsIs.isEmpty();
    }
  }
}
