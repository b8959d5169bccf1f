# Copies the data files of mappings/ (schemas, tables, descriptions), keeping folders; sources stay behind.
file(GLOB_RECURSE files RELATIVE ${FROM} ${FROM}/*.xsd ${FROM}/*.wsdl ${FROM}/*.table ${FROM}/*.schema ${FROM}/*.json)
foreach(f ${files})
  get_filename_component(folder ${f} DIRECTORY)
  file(COPY ${FROM}/${f} DESTINATION ${TO}/${folder})
endforeach()
