// What all shaders of the stage are told of a frame.
// Lengths are in units of the stage, Y up; colours are linear.
#ifndef SCENE_FRAME_GLSL
#define SCENE_FRAME_GLSL

layout(set = 0, binding = 0) uniform Frame {
    mat4 view_projection;
    mat4 shadow_projection;
    vec4 eye;               // w: exposure
    vec4 ray_right;         // forward + x * right + y * down, with x and y from -1 to 1, points through the pixel
    vec4 ray_down;          // w of right and down: X and Z of the disc of ground that holds all shadows
    vec4 ray_forward;       // w: its radius
    vec4 sun_direction;     // towards the sun; w: one texel of the shadow map, as a part of its width
    vec4 sun;               // w: how far along its normal a place is moved before it asks for its shadow
    vec4 zenith;            // w: how bright the sky's light is
    vec4 horizon;           // w: where the ground has become horizon
    vec4 ground;            // w: pattern, 0 plain, 1 checks, 2 stripes, 3 patches
    // What the picture's bytes hold of the parts that are seen past the props, worked out once per frame: a pixel only mixes them.
    vec4 zenith_seen;
    vec4 horizon_seen;
    vec4 ground_seen;       // in the sun; w: how often the pattern repeats over one unit
    vec4 ground_shadow_seen;
    vec4 alternate_seen;    // the pattern's second colour, in the sun
    vec4 alternate_shadow_seen;
} frame;

#endif
