package lamina.checklist;

import java.nio.file.Path;

/**
 * How a record's place is written: from the program's own folder where it lies there, so that a
 * draft says nothing of the machine; else as the person named it.
 *
 * @param home the program's own folder
 */
record Places(Path home) {
  String of(Path file) {
    var root = home.toAbsolutePath().normalize();
    var path = file.toAbsolutePath().normalize();
    return (path.startsWith(root) ? root.relativize(path) : file).toString().replace('\\', '/');
  }
}
