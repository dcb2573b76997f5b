package io.mediarouter.vertx.farm;

import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.media.AssetId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The servers at one moment, with those that have left. Immutable. */
final class FarmSnapshot {
  static final FarmSnapshot EMPTY = new FarmSnapshot(Map.of(), Map.of());

  /** So many servers that have left are remembered; what was begun with older ones is long over. */
  private static final int MOST_DEPARTED = 256;

  /**
   * One server.
   *
   * @param uris what it does as a transcoding server; null = it is none
   */
  record Entry(BackEnd backEnd, @Nullable TranscodingInterface uris) {}

  private final Map<String, Entry> present;
  private final Map<String, Entry> departed;
  private final List<BackEnd> all;
  private final List<BackEnd> origins;

  private FarmSnapshot(Map<String, Entry> present, Map<String, Entry> departed) {
    this.present = present;
    this.departed = departed;
    this.all = present.values().stream().map(Entry::backEnd).toList();
    this.origins = origins(present.values());
  }

  private static List<BackEnd> origins(Collection<Entry> entries) {
    return entries.stream()
        .map(Entry::backEnd)
        .filter(each -> each.server().is(ServerRole.ORIGIN))
        .sorted(Comparator.comparingInt(each -> -each.server().assetPath().length()))
        .toList();
  }

  /** The moment from which these servers are there. */
  FarmSnapshot next(
      List<Server> servers,
      Map<String, TranscodingInterface> interfaces,
      Function<Server, BackEnd> backEnds) {
    Map<String, Entry> next = new LinkedHashMap<>();
    servers.forEach(
        each -> next.put(each.id(), new Entry(backEnd(each, backEnds), interfaces.get(each.id()))));
    return new FarmSnapshot(next, departedBefore(next.keySet()));
  }

  private BackEnd backEnd(Server server, Function<Server, BackEnd> backEnds) {
    Entry before = present.get(server.id());
    BackEnd next = backEnds.apply(server);
    return before != null && isSame(before.backEnd(), next) ? before.backEnd() : next;
  }

  private static boolean isSame(BackEnd one, BackEnd other) {
    return one.server().equals(other.server()) && one.entry().equals(other.entry());
  }

  /** The same servers with what they want to see now. */
  FarmSnapshot anew(Function<Server, BackEnd> backEnds) {
    Map<String, TranscodingInterface> interfaces = new LinkedHashMap<>();
    present.forEach(
        (id, entry) -> {
          if (entry.uris() != null) {
            interfaces.put(id, entry.uris());
          }
        });
    return next(all.stream().map(BackEnd::server).toList(), interfaces, backEnds);
  }

  private Map<String, Entry> departedBefore(Set<String> staying) {
    Map<String, Entry> gone = new LinkedHashMap<>(departed);
    present.forEach(
        (id, entry) -> {
          gone.remove(id);
          gone.put(id, entry);
        });
    gone.keySet().removeAll(staying);
    int surplus = Math.max(0, gone.size() - MOST_DEPARTED);
    new ArrayList<>(gone.keySet()).subList(0, surplus).forEach(gone::remove);
    return gone;
  }

  List<BackEnd> all() {
    return all;
  }

  Set<String> ids() {
    return present.keySet();
  }

  Optional<Entry> find(String id) {
    Entry entry = present.get(id);
    return Optional.ofNullable(entry == null ? departed.get(id) : entry);
  }

  List<BackEnd> originsOf(AssetId asset) {
    return origins.stream().filter(origin -> isOf(origin, asset)).toList();
  }

  Optional<BackEnd> formerOriginOf(AssetId asset) {
    return origins(departed.values()).stream().filter(origin -> isOf(origin, asset)).findFirst();
  }

  private static boolean isOf(BackEnd origin, AssetId asset) {
    return asset.path().startsWith(origin.server().assetPath());
  }
}
