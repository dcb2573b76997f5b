package io.mediarouter.plan;

import io.mediarouter.farm.ServerView;

/** How servers that have just recovered are held back: behind the others, but never left out. */
final class Recovery {
  /** Beyond any load and any length of a path. */
  private static final double LAST = 1e6;

  private Recovery() {}

  /** What a server's score is worsened by for this request, lower scores being better. */
  static double handicap(ServerView view, Deliberation deliberation) {
    return isUpTo(view, deliberation) ? 0 : LAST;
  }

  static boolean isUpTo(ServerView view, Deliberation deliberation) {
    return view.health().isUpTo(deliberation.now(), deliberation.random());
  }
}
