package io.mediarouter.vertx.speculation;

import io.mediarouter.media.AssetId;
import io.mediarouter.request.NextRequest;
import io.mediarouter.speculate.Announcement;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory of what the players of this proxy say they will ask for next: of each piece the latest
 * word, and no more than {@value #MOST} pieces. Safe for use by many threads.
 */
final class Announcements {
  /** Pieces that are remembered; of more, those that were announced longest ago are forgotten. */
  static final int MOST = 200;

  private final Map<NextRequest, Announcement> latest = new LinkedHashMap<>();
  private final InstantSource clock;

  Announcements(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Notes an announcement.
   *
   * @param next the soonest first
   */
  void note(AssetId current, List<NextRequest> next) {
    for (int i = 0; i < next.size(); i++) {
      NextRequest piece = next.get(i);
      note(
          piece,
          new Announcement(current, piece.asset(), piece.rendition(), i + 1, clock.instant()));
    }
  }

  private synchronized void note(NextRequest piece, Announcement announcement) {
    latest.remove(piece);
    latest.put(piece, announcement);
    if (latest.size() > MOST) {
      Iterator<?> oldest = latest.values().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** What is still believed; the rest is forgotten. */
  synchronized List<Announcement> believed() {
    var now = clock.instant();
    latest.values().removeIf(each -> !each.isBelieved(now));
    return List.copyOf(latest.values());
  }
}
