package io.mediarouter.state.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.RingbufferConfig;
import com.hazelcast.config.TopicConfig;
import io.mediarouter.state.HistoryTable;
import java.util.List;

/** The distributed objects of the shared state: their names and settings. */
final class Tables {
  static final String SERVERS = "media-router.servers";
  static final String FARM = "media-router.farm";
  static final String FLIGHTS = "media-router.flights";
  static final String JOBS = "media-router.jobs";
  static final String REMOVALS = "media-router.removals";
  static final String EJECTIONS = "media-router.ejections";
  static final String CACHE_INDEX = "media-router.cache-index";
  static final String HISTORY = "media-router.history";
  static final String ROWS = "media-router.rows";

  private static final List<String> MAPS =
      List.of(SERVERS, FARM, FLIGHTS, JOBS, REMOVALS, EJECTIONS, CACHE_INDEX);

  private Tables() {}

  /** Adds all to a configuration; does nothing more if done before. */
  static Config addTo(Config config) {
    if (!areIn(config)) {
      MAPS.forEach(name -> config.addMapConfig(map(name)));
      config.addRingBufferConfig(ring());
      config.addTopicConfig(new TopicConfig(ROWS).setStatisticsEnabled(false));
      Wire.addTo(config.getSerializationConfig());
    }
    return config;
  }

  /** Whether a configuration has all. */
  static boolean areIn(Config config) {
    return config.getMapConfigs().containsKey(JOBS);
  }

  private static MapConfig map(String name) {
    var map = new MapConfig(name).setBackupCount(1).setStatisticsEnabled(false);
    map.getMergePolicyConfig().setPolicy(RegisterMergePolicy.class.getName());
    return map;
  }

  private static RingbufferConfig ring() {
    return new RingbufferConfig(HISTORY).setCapacity(HistoryTable.CAPACITY).setBackupCount(1);
  }
}
