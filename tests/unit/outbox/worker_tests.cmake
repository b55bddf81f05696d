# SPDX-License-Identifier: BSL-1.0
# The worker with the test connectors and a network of the test's own.
set(publisher_tests ${CMAKE_CURRENT_SOURCE_DIR}/../publisher)
set(engine_tests ${CMAKE_CURRENT_SOURCE_DIR}/../../engine)
multipost_test(test_outbox_worker
  SOURCES
    worker_main.cpp
    test_clock_watch.cpp
    test_dispatch_queue.cpp
    test_dispatch_rules.cpp
    test_worker_changes.cpp
    test_worker_clock.cpp
    test_worker_refusing.cpp
    test_worker_sending.cpp
    test_worker_sqlite.cpp
    test_worker_stopping.cpp
    worker_memory_store.cpp
    ${publisher_tests}/network.cpp
    ${engine_tests}/certificates.cpp
    ${engine_tests}/scripted_server.cpp
  LIBRARIES multipost_internal
  LABELS engine)
target_include_directories(test_outbox_worker PRIVATE
  ${CMAKE_CURRENT_SOURCE_DIR} ../plugin ${publisher_tests} ${engine_tests})
target_compile_definitions(test_outbox_worker PRIVATE
  TEST_CONNECTORS="$<TARGET_FILE:publisher_test_connectors>"
  MULTIPOST_TEST_PLUGINS="$<TARGET_FILE_DIR:publisher_test_connectors>")
add_dependencies(test_outbox_worker publisher_test_connectors)
