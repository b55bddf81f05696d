# SPDX-License-Identifier: BSL-1.0
# multipost_embed_sql(TARGET HEADER NAMESPACE FUNCTION FILE...)
#
# Lets TARGET include HEADER ("outbox/outbox_migrations.hpp"), which declares NAMESPACE::FUNCTION(): the SQL files given, in
# that order, as sqlite_migrations named after them.
set(MULTIPOST_SQL_MIGRATIONS_HEADER ${CMAKE_CURRENT_LIST_DIR}/sql_migrations.hpp.in)

function(multipost_embed_sql target header namespace function)
  set(steps "")
  foreach(file ${ARGN})
    file(REAL_PATH ${file} file)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    get_filename_component(name ${file} NAME_WE)
    file(READ ${file} sql)
    string(APPEND steps "        {\"${name}\", R\"sql(${sql})sql\"},\n")
  endforeach()
  string(MAKE_C_IDENTIFIER ${header} guard)
  string(TOUPPER ${guard} guard)
  configure_file(${MULTIPOST_SQL_MIGRATIONS_HEADER} ${CMAKE_CURRENT_BINARY_DIR}/embedded/${header} @ONLY)
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/embedded)
endfunction()
