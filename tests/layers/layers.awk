# SPDX-License-Identifier: BSL-1.0
# Reads C and C++ sources, named relative to the project's root, and prints each #include that the layers forbid:
#
#   model <- text <- delivery <- plugin <- engine <- publisher <- outbox <- cli, capi, examples, bindings
#
# A layer includes itself and what stands left of it. Ends with 1 when something was printed.

BEGIN {
  order = "model <- text <- delivery <- plugin <- engine <- publisher <- outbox <- cli, capi"
  rank["model"] = 1; rank["text"] = 2; rank["delivery"] = 3
  rank["plugin"] = 4; rank["engine"] = 5; rank["publisher"] = 6; rank["outbox"] = 7
  rank["capi"] = rank["cli"] = 8

  # Which layer each public header belongs to.
  public("model", "allow_list.hpp channel.hpp connector_info.hpp error.hpp export.h log_sink.hpp message.hpp outcome.hpp")
  public("model", "plugin.h secret_string.hpp text.hpp version.hpp")
  public("plugin", "conformance.hpp connector_registry.hpp")
  public("publisher", "publisher.hpp")
  public("outbox", "master_key.hpp outbox.hpp outbox_worker.hpp post.hpp schedule.hpp sqlite_database.hpp stored_channel.hpp")
  public("cli", "multipost.hpp")
  # Compiled into plugins; the library itself has no use for it.
  public("connector", "connector.hpp")
  rank["connector"] = 9

  # Time and randomness are arguments where nothing is to depend on the outside.
  impure_header = "^(boost/(asio|beast|dll|fiber|log|process|random|thread)|spdlog|pqxx|openssl/(bio|rand|ssl)|SQLiteCpp|curl|sys|netinet|arpa)[/.]"
  impure_header = impure_header "|^(barrier|condition_variable|fstream|future|iostream|latch|mutex|random|semaphore"
  impure_header = impure_header "|shared_mutex|stop_token|syncstream|thread)$"
  impure_header = impure_header "|^(netdb|pthread|sqlite3|unistd)\\.h$"
  impure_call = "clock::now|random_device|gettimeofday|clock_gettime|std::(time|rand|srand|this_thread)[^a-z_]"

  executors_and_tokens = "^boost/asio/(any_(completion|io)_executor|any_completion_handler|as_tuple|associated_[a-z_]+"
  executors_and_tokens = executors_and_tokens "|async_result|cancellation_[a-z]+|deferred|execution/outstanding_work|post|prefer|system_executor|use_awaitable|use_future)\\.hpp$"

  # One place decides where a connection may go, and it is the engine's. The command asks its own server, by a local socket.
  socket_header = "^(boost/asio/(ip/(tcp|udp|icmp|basic_resolver)|ssl|local|connect)|boost/beast|sys/socket|netdb)([./]|$)"
  opens_sockets["engine"] = opens_sockets["cli"] = 1

  for (i = 1; i < ARGC; i++) exists[ARGV[i]] = 1
}

function public(layer, headers,    names, count, i) {
  count = split(headers, names, " ")
  for (i = 1; i <= count; i++) layer_of_header[names[i]] = layer
}

FNR == 1 {
  in_comment = 0
  split(FILENAME, part, "/")
  top = part[1]
  layer = unit = ""
  if (top == "src") {
    layer = part[2]
    if (!(layer in rank)) report("this folder is no layer of tests/layers/layers.awk, which knows " order)
  } else if (top == "include") {
    layer = layer_of_header[part[3]]
    if (layer == "") report("a public header needs a layer: name it in tests/layers/layers.awk")
  } else {
    unit = part[1] "/" part[2] "/"
  }
  pure = (layer in rank && rank[layer] <= rank["delivery"]) || top == "plugins"
}

{
  line = without_comments($0)
  if (line ~ /^[ \t]*#[ \t]*include[ \t]*[<"]/) {
    path = line
    sub(/^[ \t]*#[ \t]*include[ \t]*[<"]/, "", path)
    sub(/[>"].*$/, "", path)
    check_include(path, line ~ /include[ \t]*"/)
  } else if (pure && line ~ impure_call) {
    report("time and randomness are arguments here")
  }
}

END { exit violations > 0 }

function report(rule) {
  printf "%s:%d: %s\n", FILENAME, FNR, rule
  violations++
}

# Strings go too, because a text may name what code must not.
function without_comments(line,    begin) {
  if (in_comment) {
    if (!(begin = index(line, "*/"))) return ""
    in_comment = 0
    line = substr(line, begin + 2)
  }
  if (line !~ /^[ \t]*#[ \t]*include/) gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
  gsub(/\/\*([^*]|\*[^\/])*\*\//, "", line)
  sub(/\/\/.*/, "", line)
  if (begin = index(line, "/*")) {
    in_comment = 1
    line = substr(line, 1, begin - 1)
  }
  return line
}

function check_include(path, quoted,    part) {
  if (path ~ /(^|\/)\.\.(\/|$)/) {
    report("no include climbs out of its folder with ..")
    return
  }
  if (pure && path ~ impure_header) {
    report((top == "plugins" ? "a connector" : layer) " has no sockets, threads, clocks, randomness, logs or databases: not <" path ">")
    return
  }
  if (top == "src" && !(layer in opens_sockets) && path ~ socket_header) {
    report("only the engine opens sockets: not <" path ">")
    return
  }
  # It goes back and recurses, so that a text can take for ever or the stack.
  if (path == "regex") {
    report("nothing that users write is matched by <regex>")
    return
  }
  split(path, part, "/")
  if (top == "include") check_public_header(path, quoted)
  else if (top == "src" && layer != "cli") check_source(path, quoted, part)
  else check_outsider(path, quoted, part)
}

function check_public_header(path, quoted) {
  if (FILENAME == "include/multipost/plugin.h") {
    if (path != "stddef.h" && path != "stdint.h") report("plugin.h includes <stddef.h> and <stdint.h> only")
  } else if (quoted) {
    report("a public header includes ours as <multipost/...>")
  } else if (FILENAME == "include/multipost/connector.hpp") {
    if (path != "multipost/plugin.h" && !standard(path)) report("connector.hpp includes the standard library and plugin.h only")
  } else if (path ~ /^multipost\//) {
    check_order(layer_of_header[substr(path, 11)], path)
  } else if (!standard(path) && path !~ /^boost\/system\// && path !~ executors_and_tokens) {
    report("a public header shows std, Asio's executors and completion tokens, Boost.System and ours: not <" path ">")
  }
}

function check_source(path, quoted, part) {
  if (path ~ /^multipost\//) check_order(layer_of_header[substr(path, 11)], path)
  else if (part[2] != "" && part[1] in rank) check_order(part[1], path)
  else if (quoted) report("an internal header is included as \"layer/file.hpp\"")
}

# The command, examples, bindings and plugins stand outside of the library and build like anyone's.
function check_outsider(path, quoted, part) {
  if (path ~ /^multipost\//) {
    if (top == "plugins" && path != "multipost/plugin.h" && path != "multipost/connector.hpp")
      report("a plugin includes <multipost/plugin.h> and <multipost/connector.hpp>, nothing else of ours")
  } else if (part[2] != "" && part[1] in rank && part[1] != layer && !((unit path) in exists)) {
    report("only the library includes its internal headers; what stands outside uses <multipost/...>: not \"" path "\"")
  }
}

function check_order(included, path) {
  if (included == "") report("a public header needs a layer: name " path " in tests/layers/layers.awk")
  else if (layer in rank && rank[included] > rank[layer]) report(layer " must not include " path " (" order ")")
  else if (included != layer && rank[included] == rank[layer]) report(layer " must not include " path " (" order ")")
}

function standard(path) {
  return path ~ /^[a-z_0-9]+$/ || path ~ /^(stddef|stdint|stdbool)\.h$/
}
