#version 450
#extension GL_GOOGLE_include_directive : require
// One triangle over the whole picture, as far away as can be, with the ray through each pixel.
#include "scene_frame.glsl"

layout(location = 0) out vec3 out_ray;

void main()
{
    vec2 corner = vec2((gl_VertexIndex << 1) & 2, gl_VertexIndex & 2) * 2.0 - 1.0;
    out_ray = frame.ray_forward.xyz + corner.x * frame.ray_right.xyz + corner.y * frame.ray_down.xyz;
    gl_Position = vec4(corner, 1.0, 1.0);
}
