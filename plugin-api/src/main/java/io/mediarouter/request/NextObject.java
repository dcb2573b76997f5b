package io.mediarouter.request;

import io.mediarouter.media.AssetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The next object of a player's hint (CMCD {@code nor}), resolved against the asset that it came
 * with. The hint is a client's word: what is not plainly a relative path inside the media tree is
 * nothing.
 *
 * @param asset the asset that the hint names; whether an origin has it, is for others to say
 * @param query the encoded query that goes with it, without {@code ?}; empty = none
 */
record NextObject(AssetId asset, String query) {
  private static final int LONGEST = 1024;
  private static final String NOT_RELATIVE = "/?";

  /**
   * What {@code hint} names, seen from {@code current}.
   *
   * @param hint the value of {@code nor}, decoded once as the field's string
   * @return empty for a scheme, an authority, an absolute path, a fragment, a path that leaves the
   *     tree, or one that has no canonical form
   */
  static Optional<NextObject> of(AssetId current, String hint) {
    if (hint.isEmpty() || hint.length() > LONGEST || NOT_RELATIVE.indexOf(hint.charAt(0)) >= 0) {
      return Optional.empty();
    }
    int mark = hint.indexOf('?');
    String path = mark < 0 ? hint : hint.substring(0, mark);
    String query = mark < 0 ? "" : hint.substring(mark + 1);
    return isPlain(path) && hint.indexOf('#') < 0
        ? asset(current, path).map(asset -> new NextObject(asset, query))
        : Optional.empty();
  }

  /** A colon may stand for a scheme; a backslash is a slash to some. */
  private static boolean isPlain(String path) {
    return path.indexOf(':') < 0 && path.indexOf('\\') < 0;
  }

  private static Optional<AssetId> asset(AssetId current, String path) {
    List<String> folder = new ArrayList<>(List.of(current.path().split("/", -1)));
    folder.remove(folder.size() - 1);
    String rest = path;
    while (rest.startsWith("../") && !folder.isEmpty()) {
      folder.remove(folder.size() - 1);
      rest = rest.substring(3);
    }
    return below(folder, rest.startsWith("./") ? rest.substring(2) : rest);
  }

  /**
   * The folder's names are decoded already, so the rest is decoded before it is put behind them.
   */
  private static Optional<AssetId> below(List<String> folder, String rest) {
    try {
      folder.add(CanonicalPath.assetOf(rest).path());
      return Optional.of(new AssetId(String.join("/", folder)));
    } catch (ProblemException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
