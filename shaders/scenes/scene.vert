#version 450
#extension GL_GOOGLE_include_directive : require
// A prop's vertex on the stage, with the material of its slot. A triangle has one slot: its material is not interpolated.
#include "scene_frame.glsl"
#include "scene_instances.glsl"

layout(location = 0) in vec3 position;
layout(location = 1) in vec4 normal_and_openness;
layout(location = 2) in uint slot;

layout(location = 0) out vec3 out_place;
layout(location = 1) out vec4 out_normal_and_openness;
layout(location = 2) flat out vec4 out_color_and_gloss;
layout(location = 3) flat out vec2 out_response;

void main()
{
    vec4 place = instances[gl_InstanceIndex].place * vec4(position, 1.0);
    Surface surface = instances[gl_InstanceIndex].surfaces[slot];
    gl_Position = frame.view_projection * place;
    out_place = place.xyz;
    out_normal_and_openness = vec4(mat3(instances[gl_InstanceIndex].place) * normal_and_openness.xyz, normal_and_openness.w);
    out_color_and_gloss = surface.color;
    out_response = surface.response.xy;
}
