#version 450
#extension GL_GOOGLE_include_directive : require
// A disc of the ground that holds all shadows, as a fan of 48 triangles without a vertex buffer: three vertices each.
#include "scene_frame.glsl"

layout(location = 0) out vec3 out_place;

void main()
{
    float slice = float(gl_VertexIndex / 3 + (gl_VertexIndex % 3 == 2 ? 1 : 0));
    float angle = slice * (6.2831853 / 48.0);
    float radius = gl_VertexIndex % 3 == 0 ? 0.0 : frame.ray_forward.w;
    out_place = vec3(cos(angle) * radius + frame.ray_right.w, 0.0, -sin(angle) * radius + frame.ray_down.w);
    gl_Position = frame.view_projection * vec4(out_place, 1.0);
}
