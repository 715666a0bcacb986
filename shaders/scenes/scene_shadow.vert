#version 450
#extension GL_GOOGLE_include_directive : require
// A prop's vertex as the sun sees it, for the depth of the shadow map alone.
#include "scene_frame.glsl"
#include "scene_instances.glsl"

layout(location = 0) in vec3 position;

void main()
{
    gl_Position = frame.shadow_projection * (instances[gl_InstanceIndex].place * vec4(position, 1.0));
}
